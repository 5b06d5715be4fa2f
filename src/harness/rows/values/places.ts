import fc from 'fast-check';
import { eighths, type KnownTypes, values } from './values.ts';

const spot = fc.tuple(eighths, eighths).map(([x, y]) => `(${x},${y})`);
const spots = (least: number) => fc.array(spot, { minLength: least, maxLength: 4 });
/** Shapes, and what lies in space. */
export const places: KnownTypes = {
  point: () => values(spot, '(0,0)', '(-0,1e300)', '(Infinity,-Infinity)'),
  line: () =>
    values(
      fc.integer({ min: 1, max: 50 }).map((n) => `{${n},-1,2}`),
      '{1,0,0}',
      '{0,1,0}',
    ),
  lseg: () =>
    values(
      spots(2).map((all) => `[${all.slice(0, 2)}]`),
      '[(0,0),(0,0)]',
    ),
  box: () =>
    values(
      spots(2).map((all) => `${all.slice(0, 2)}`),
      '(0,0),(0,0)',
      '(1e300,1),(-1e300,0)',
    ),
  path: () =>
    values(
      spots(2).map((all) => `[${all}]`),
      '((0,0),(1,1))',
      '[(0,0)]',
    ),
  polygon: () =>
    values(
      spots(3).map((all) => `(${all})`),
      '((0,0))',
    ),
  circle: () =>
    values(
      fc.tuple(spot, fc.integer({ min: 1, max: 90 })).map(([at, r]) => `<${at},${r}>`),
      '<(0,0),0>',
    ),
  cube: () => values(fc.constantFrom('(1,2,3)', '(0,0),(1,1)'), '(0)'),
  vector: (typmod) =>
    values(
      fc
        .array(eighths, { minLength: Math.max(typmod, 3), maxLength: Math.max(typmod, 3) })
        .map((all) => `[${all}]`),
      `[${Array(Math.max(typmod, 3)).fill(1)}]`,
    ),
  halfvec: (typmod) => values(fc.constant(`[${Array(Math.max(typmod, 3)).fill(1)}]`)),
  geometry: () =>
    values(
      spot.map((at) => `POINT${at.replace(',', ' ')}`),
      'POINT EMPTY',
    ),
  geography: () => values(fc.constantFrom('POINT(1 2)', 'POINT(-8 53)'), 'POINT(0 0)'),
};
