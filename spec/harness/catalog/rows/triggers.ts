import type { DriftRow } from './row.ts';

const base = `CREATE TABLE t (a int, b int);
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;`;

const trigger = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `trigger: ${sentence}`,
  base,
  declared: `CREATE TRIGGER x ${declared}`,
  live: `CREATE TRIGGER x ${live}`,
  differences: differences.map((difference) => `changed trigger public.t.x ${difference}`),
});

const each = 'BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()';
const printed = (when: string) =>
  `CREATE TRIGGER x ${when} ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()`;

export const triggers: readonly DriftRow[] = [
  {
    sentence: 'trigger: missing',
    base,
    declared: `CREATE TRIGGER x ${each}`,
    live: '',
    differences: ['missing trigger public.t.x'],
  },
  trigger(
    'another event',
    each,
    each.replace('UPDATE', 'UPDATE OF b'),
    `definition: ${printed('BEFORE UPDATE')} → ${printed('BEFORE UPDATE OF b')}`,
  ),
  trigger('disabled', each, `${each}; ALTER TABLE t DISABLE TRIGGER x`, 'enabled: origin → disabled'),
  trigger(
    'for replicas',
    each,
    `${each}; ALTER TABLE t ENABLE REPLICA TRIGGER x`,
    'enabled: origin → replica',
  ),
  trigger('always', each, `${each}; ALTER TABLE t ENABLE ALWAYS TRIGGER x`, 'enabled: origin → always'),
  trigger('comment', each, `${each}; COMMENT ON TRIGGER x ON t IS 'why'`, 'comment: none → why'),
  {
    sentence: 'trigger: a constraint trigger is a trigger and no constraint',
    base,
    declared: `CREATE CONSTRAINT TRIGGER x ${each.replace('BEFORE', 'AFTER')}`,
    live: '',
    differences: ['missing trigger public.t.x'],
  },
  {
    sentence: 'trigger: on a partitioned table it is one, whatever partitions there are',
    base: `${base} CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);`,
    declared: 'CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f()',
    live: '',
    differences: ['missing trigger public.p.x'],
  },
];

const rule = (sentence: string, declared: string, live: string, ...differences: string[]): DriftRow => ({
  sentence: `rule: ${sentence}`,
  base,
  declared: `CREATE RULE x AS ON ${declared}`,
  live: `CREATE RULE x AS ON ${live}`,
  differences: differences.map((difference) => `changed rule public.t.x ${difference}`),
});

const nothing = 'DELETE TO t DO INSTEAD NOTHING';

export const rules: readonly DriftRow[] = [
  {
    sentence: 'rule: extra',
    base,
    declared: '',
    live: `CREATE RULE x AS ON ${nothing}`,
    differences: ['extra rule public.t.x'],
  },
  rule(
    'another event',
    nothing,
    nothing.replace('DELETE', 'UPDATE'),
    'definition: CREATE RULE x AS ON DELETE TO public.t DO INSTEAD NOTHING; → CREATE RULE x AS ON UPDATE TO public.t DO INSTEAD NOTHING;',
  ),
  rule('disabled', nothing, `${nothing}; ALTER TABLE t DISABLE RULE x`, 'enabled: origin → disabled'),
  rule('comment', nothing, `${nothing}; COMMENT ON RULE x ON t IS 'why'`, 'comment: none → why'),
];
