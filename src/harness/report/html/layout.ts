import dagre from '@dagrejs/dagre';
import type { DrawnLink } from '../diagram.ts';
import type { Box } from './boxes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where boxes are (their upper left corners), and by which points links go. */
export interface Layout {
  readonly places: readonly Point[];
  readonly paths: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

const space = 40;

/** How wide a row of groups of boxes gets, unless one of them is wider. */
const rowWidth = 1150;

/** Lays out boxes and links: each group of boxes that links tie together by itself, one group after the other in rows. */
export function layoutOf(boxes: readonly Box[], links: readonly DrawnLink[]): Layout {
  const places: Point[] = [];
  const paths: (readonly Point[])[] = [];
  let [x, y, width, rowHeight] = [0, 0, 0, 0];
  for (const group of groupsOf(boxes.length, links)) {
    const laid = laidOut(group, boxes, links);
    if (x > 0 && x + laid.width > rowWidth) [x, y, rowHeight] = [0, y + rowHeight + space, 0];
    const moved = (point: Point): Point => ({ x: round(point.x + x), y: round(point.y + y) });
    for (const [box, place] of laid.places) places[box] = moved(place);
    for (const [link, path] of laid.paths) paths[link] = path.map(moved);
    width = Math.max(width, x + laid.width);
    x += laid.width + space;
    rowHeight = Math.max(rowHeight, laid.height);
  }
  return { places, paths, width: Math.ceil(width), height: Math.ceil(y + rowHeight) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Boxes that links tie together, by their places in the list, in the order of the first of each group. */
function groupsOf(count: number, links: readonly DrawnLink[]): number[][] {
  const group = Array.from({ length: count }, (_, at) => [at]);
  for (const { from, to } of links) {
    const [one, other] = [group[from] ?? [], group[to] ?? []];
    if (one === other) continue;
    one.push(...other);
    for (const box of other) group[box] = one;
  }
  return [...new Set(group)].map((boxes) => boxes.toSorted((one, other) => one - other));
}

function laidOut(group: readonly number[], boxes: readonly Box[], links: readonly DrawnLink[]) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 70, edgesep: 16, ranker: 'tight-tree' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const at of group) {
    const { width = 0, height = 0 } = boxes[at] ?? {};
    graph.setNode(String(at), { width, height });
  }
  const own = [...links.entries()].filter(([, { from }]) => graph.hasNode(String(from)));
  for (const [at, { from, to }] of own) graph.setEdge(String(from), String(to), {}, String(at));
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    places: group.map((at): [number, Point] => {
      const node = graph.node(String(at));
      return [at, { x: node.x - node.width / 2, y: node.y - node.height / 2 }];
    }),
    paths: own.map(([at, { from, to }]): [number, readonly Point[]] => [
      at,
      graph.edge(String(from), String(to), String(at)).points ?? [],
    ]),
  };
}
