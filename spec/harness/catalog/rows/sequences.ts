import type { DriftRow } from './row.ts';

const sequence = (sentence: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `sequence: ${sentence}`,
  base: 'CREATE TABLE t (a int, b int);',
  declared: 'CREATE SEQUENCE x',
  live: `CREATE SEQUENCE x ${live}`,
  differences: differences.map((difference) => `changed sequence public.x ${difference}`),
});

export const sequences: readonly DriftRow[] = [
  {
    sentence: 'sequence: extra',
    declared: '',
    live: 'CREATE SEQUENCE x',
    differences: ['extra sequence public.x'],
  },
  sequence('another type', 'AS int', 'type: bigint → integer'),
  sequence('another start', 'START 5', 'start: none → 5'),
  sequence('another increment', 'INCREMENT 2', 'increment: 1 → 2'),
  sequence('counting down is one difference', 'INCREMENT -1', 'increment: 1 → -1'),
  sequence('another minimum', 'MINVALUE 0 START 1', 'min: none → 0', 'start: none → 1'),
  sequence('another maximum', 'MAXVALUE 2147483647', 'max: none → 2147483647'),
  sequence('a cache', 'CACHE 20', 'cache: 1 → 20'),
  sequence('cycling', 'CYCLE', 'cycle: false → true'),
  sequence(
    'owned by a column',
    'OWNED BY t.a',
    'ownedBy: none → public.t.a',
    'persistence: permanent → none',
  ),
  {
    sentence: 'sequence: owned by another column',
    base: 'CREATE TABLE t (a int, b int);',
    declared: 'CREATE SEQUENCE x OWNED BY t.a',
    live: 'CREATE SEQUENCE x OWNED BY t.b',
    differences: ['changed sequence public.x ownedBy: public.t.a → public.t.b'],
  },
  {
    sentence: 'sequence: unlogged',
    declared: 'CREATE SEQUENCE x',
    live: 'CREATE UNLOGGED SEQUENCE x',
    differences: ['changed sequence public.x persistence: permanent → unlogged'],
    since: 15,
  },
  sequence('comment', "; COMMENT ON SEQUENCE x IS 'why'", 'comment: none → why'),
  {
    sentence: 'sequence: a serial whose column became bigint still ends at 2147483647',
    declared: 'CREATE TABLE t (a bigserial)',
    live: 'CREATE TABLE t (a serial); ALTER TABLE t ALTER a TYPE bigint',
    differences: ['changed sequence public.t_a_seq type: bigint → integer'],
  },
  {
    sentence: 'sequence: options of an identity',
    declared: 'CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5))',
    live: 'CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY)',
    differences: [
      'changed sequence public.t_a_seq increment: 5 → 1',
      'changed sequence public.t_a_seq start: 100 → none',
    ],
  },
];
