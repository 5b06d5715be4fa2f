import type { Migration } from '../../../history/migrations.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import type { Identity } from '../../../model/identity.ts';
import { found, type Particulars } from '../../rules/found.ts';
import type { RuleId } from '../../rules/registry.ts';

const names: Readonly<Record<StepDirection, string>> = {
  up: 'its up',
  down: 'its down',
  reapply: 'its second up',
};

/** A finding about what a step of a migration does with rows; of the migration itself where it is about several objects. */
export const foundAt = (
  rule: RuleId,
  migration: Migration,
  direction: StepDirection,
  about: Identity | undefined,
  what: string,
  more: Particulars = {},
): Finding =>
  found(rule, about ?? migration.tag, `${migration.tag}: ${names[direction]} ${what}`, {
    file: (direction === 'down' ? (migration.down ?? migration.up) : migration.up).path,
    ...more,
    step: { migration: migration.tag, check: 'rows', direction },
  });
