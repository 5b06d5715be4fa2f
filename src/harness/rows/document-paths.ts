/** The paths of two keys and more by which SQL reads documents: `-> 'a' ->> 'b'`, `#>> '{a,b}'`; a number is a place in an array. */
export function pathsIn(sql: string): string[][] {
  const chains = sql.match(/(?:->>?\s*(?:'(?:[^']|'')+'|\d+)[\s)]*){2,}/g) ?? [];
  const lists = [...sql.matchAll(/#>>?\s*'\{([^{}']+)\}'/g)].map(([, list = '']) => list.split(','));
  const found = [
    ...chains.map((chain) =>
      [...chain.matchAll(/'((?:[^']|'')+)'|(\d+)/g)].map(([, key, place]) =>
        (key ?? place ?? '').replaceAll("''", "'"),
      ),
    ),
    ...lists.map((list) => list.map((key) => key.trim())),
  ].filter((path) => path.length > 1);
  return [...new Map(found.map((path) => [JSON.stringify(path), path])).values()];
}

/** Documents that have something under each path: a text, what is neither text nor number, nothing. */
export const documentsWith = (paths: readonly (readonly string[])[]): string[] =>
  ['text', {}, null, 1, []].flatMap((value) =>
    paths.map((path) => JSON.stringify(path.reduceRight<unknown>(under, value))),
  );

const under = (value: unknown, key: string): unknown =>
  /^\d$/.test(key) ? [...Array.from({ length: Number(key) }, () => null), value] : { [key]: value };
