import type { Catalog } from '../model/catalog.ts';

/** Says what was not compared: grants, and objects that were only looked for, not into. */
export function notCompared({ objects }: Catalog, grants = 0): string[] {
  const counts = new Map<string, number>();
  for (const { id, attributes } of objects)
    if (id.kind === 'unmodeled')
      counts.set(String(attributes.what), (counts.get(String(attributes.what)) ?? 0) + 1);
  const kinds = [...counts].map(([what, count]) => `${count} × ${what}`);
  return [
    ...(grants === 0 ? [] : [`not compared: ${grants} grants`]),
    ...(kinds.length === 0 ? [] : [`not compared but for being there: ${kinds.join(', ')}`]),
  ];
}
