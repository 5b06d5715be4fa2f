import { counted } from '../../model/counted.ts';
import { type Diagram, type DrawnLink, type DrawnTable, diagramOf } from '../diagram.ts';
import { type Box, boxOf, headHeight, type Line, lineHeight, padding, printMark } from './boxes.ts';
import { h, type VNode } from './element.ts';
import { layoutOf, type Point } from './layout.ts';

/** How much a page can show and still be read. */
const most = { tables: 300, columns: 40 } as const;

/** How many pixels wide a picture may be to be shown as a whole, smaller than it is, on a desk; others are scrolled. */
const mostFitted = 1800;

/** The tables that findings concern as a picture; undefined where there are none. `linkTo` leads to what was found in one. */
export function diagramSection(
  report: Parameters<typeof diagramOf>[0],
  linkTo: (table: DrawnTable) => string | undefined,
): VNode | undefined {
  const diagram = diagramOf(report, most);
  if (diagram.tables.length === 0) return undefined;
  return h('section', { 'aria-labelledby': 'diagram-title' }, [
    h('h2', { id: 'diagram-title' }, 'Tables concerned'),
    h(
      'div',
      {
        class: 'diagram scroll',
        tabIndex: 0,
        role: 'region',
        'aria-label': 'Diagram of the tables concerned',
      },
      picture(diagram, linkTo),
    ),
    h('p', { class: 'legend' }, [
      [
        '− missing',
        '+ there and not expected',
        '≠ differs',
        '┄ foreign key of which something was found',
      ].map((sign) => h('span', {}, sign)),
    ]),
    diagram.left > 0 && h('p', { class: 'muted' }, `${counted(diagram.left, 'table')} more left out.`),
  ]);
}

function picture({ tables, links }: Diagram, linkTo: (table: DrawnTable) => string | undefined): VNode {
  const boxes = tables.map(boxOf);
  const { places, paths, width, height } = layoutOf(boxes, links);
  const size = { width: width + 8, height: height + 8 };
  const fits = size.width <= mostFitted ? { class: 'fitted' } : {};
  return h('svg', { ...size, ...fits, viewBox: `-4 -4 ${size.width} ${size.height}` }, [
    h('defs', {}, [end('many', 'M1 1 L11 6 L1 11 M11 6 L1 6', 2), end('one', 'M6 1 L6 11 M11 6 L1 6', 11)]),
    links.map((link, at) => line(link, paths[at] ?? [], tables)),
    boxes.map((box, at) => drawn(box, places[at] ?? { x: 0, y: 0 }, linkTo(box.table))),
  ]);
}

const end = (id: string, path: string, at: number): VNode =>
  h(
    'marker',
    {
      id,
      viewBox: '0 0 12 12',
      refX: at,
      refY: 6,
      markerWidth: 12,
      markerHeight: 12,
      orient: 'auto',
      markerUnits: 'userSpaceOnUse',
    },
    h('path', { class: 'end', d: path }),
  );

function line(
  { name, mark, from, to }: DrawnLink,
  points: readonly Point[],
  tables: readonly DrawnTable[],
): VNode {
  const [one, other] = [from, to].map((at) => tables[at]?.table.name ?? '');
  return h(
    'path',
    {
      class: `link ${mark?.severity ?? ''}`.trim(),
      d: points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(' '),
      'marker-start': 'url(#many)',
      'marker-end': 'url(#one)',
    },
    h('title', {}, `${name}: ${one} references ${other}${mark ? `, ${mark.words}` : ''}`),
  );
}

function drawn(box: Box, { x, y }: Point, link: string | undefined): VNode {
  const { table, title, lines, width, height } = box;
  const { mark } = table;
  const tone = mark ? ` marked ${mark.severity} ${mark.kind}` : '';
  const content = [
    h('title', {}, saidOf(box)),
    h('rect', { class: 'box', width, height, rx: 4 }),
    h('rect', { class: `head${tone}`, width, height: headHeight, rx: 4 }),
    h('text', { class: 'title', x: padding, y: 18 }, title),
    mark && found(mark, width - padding, 18),
    lines.map((each, at) => row(each, box, headHeight + at * lineHeight)),
    h('rect', { class: 'frame', width, height, rx: 4 }),
  ];
  const image = h('g', { role: 'img', 'aria-label': saidOf(box) }, content);
  const transform = `translate(${x} ${y})`;
  return link === undefined ? h('g', { transform }, image) : h('a', { transform, href: link }, image);
}

const found = (mark: NonNullable<Line['mark']>, x: number, y: number): VNode =>
  h('text', { class: `found ${mark.severity}`, x, y, 'text-anchor': 'end' }, printMark(mark));

function row({ key, name, type, mark }: Line, { at, width }: Box, top: number): VNode {
  const y = top + 15;
  return h('g', {}, [
    mark &&
      h('rect', {
        class: `marked ${mark.severity} ${mark.kind}`,
        x: 3,
        y: top + 1,
        width: width - 6,
        height: lineHeight - 2,
        rx: 3,
      }),
    key !== '' && h('text', { class: 'key', x: padding, y }, key),
    h('text', { class: name.startsWith('…') ? 'more' : undefined, x: at.name, y }, name),
    type !== '' && h('text', { class: 'type', x: at.type, y }, type),
    mark && found(mark, width - padding, y),
  ]);
}

/** All that a box shows, for who hears it. */
function saidOf({ table: { mark }, title, lines }: Box): string {
  const said = lines.map(({ key, name, type, mark: found }) =>
    [key, name, type, found && `(${found.words})`].filter(Boolean).join(' '),
  );
  return `Table ${title}${mark ? ` (${mark.words})` : ''}${said.length > 0 ? `: ${said.join(', ')}` : ''}`;
}
