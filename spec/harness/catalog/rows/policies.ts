import type { DriftRow } from './row.ts';

const base = 'CREATE TABLE t (a int); CREATE ROLE driftproof_row_1; CREATE ROLE driftproof_row_2;';

const policy = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `policy: ${sentence}`,
  base,
  declared: `CREATE POLICY x ON t ${declared}`,
  live: `CREATE POLICY x ON t ${live}`,
  differences: differences.map((difference) => `changed policy public.t.x ${difference}`),
});

export const policies: readonly DriftRow[] = [
  {
    sentence: 'policy: missing, and with it the role that only it names',
    base,
    declared: 'CREATE POLICY x ON t TO driftproof_row_1',
    live: '',
    differences: ['missing policy public.t.x'],
  },
  policy('command', 'USING (true)', 'FOR DELETE USING (true)', 'command: all → delete'),
  policy('restrictive', 'USING (true)', 'AS RESTRICTIVE USING (true)', 'permissive: true → false'),
  policy('using', 'USING (a > 0)', 'USING (a > 1)', 'using: (a > 0) → (a > 1)'),
  policy('check', 'FOR INSERT WITH CHECK (a > 0)', 'FOR INSERT WITH CHECK (true)', 'check: (a > 0) → true'),
  policy('comment', '', "; COMMENT ON POLICY x ON t IS 'why'", 'comment: none → why'),
  policy(
    'roles in whatever order',
    'TO driftproof_row_1, driftproof_row_2',
    'TO driftproof_row_2, driftproof_row_1',
  ),
  {
    ...policy('another role', 'TO driftproof_row_1', 'TO driftproof_row_2'),
    differences: [
      'missing role driftproof_row_1',
      'extra role driftproof_row_2',
      'changed policy public.t.x roles: [driftproof_row_1] → [driftproof_row_2]',
    ],
  },
  {
    ...policy('everybody', 'TO driftproof_row_1', 'TO PUBLIC'),
    differences: [
      'missing role driftproof_row_1',
      'changed policy public.t.x roles: [driftproof_row_1] → [public]',
    ],
  },
];
