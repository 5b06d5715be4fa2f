import type { Catalog } from '../model/catalog.ts';

/** Says which kinds of objects were only looked for, not into: "2 views: only that they are there". */
export function notCompared({ objects }: Catalog): string[] {
  const counts = new Map<string, number>();
  for (const { id, attributes } of objects)
    if (id.kind === 'unmodeled')
      counts.set(String(attributes.what), (counts.get(String(attributes.what)) ?? 0) + 1);
  const kinds = [...counts].map(([what, count]) => `${count} × ${what}`);
  return kinds.length === 0 ? [] : [`not compared but for being there: ${kinds.join(', ')}`];
}
