import { attributeOf } from '../catalog/kinds.ts';
import type { Catalog } from '../model/catalog.ts';

/** What was not compared: grants, and the definitions of objects that the catalog does not model. */
export function notCompared({ objects }: Catalog, grants = 0): string[] {
  const counts = new Map<string, number>();
  for (const object of objects) {
    const what = attributeOf(object, 'unmodeled', 'what');
    if (what !== undefined) counts.set(String(what), (counts.get(String(what)) ?? 0) + 1);
  }
  const kinds = [...counts].map(([what, count]) => `${count} × ${what}`);
  return [
    ...(grants === 0 ? [] : [`not compared: ${grants} grants`]),
    ...(kinds.length === 0 ? [] : [`compared by existence only: ${kinds.join(', ')}`]),
  ];
}
