import type { Direction } from '../../../history/file-name.ts';
import type { Migration } from '../../../history/migrations.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type SessionSettings, settingsIn } from '../../../runner/session-settings.ts';
import { foundAt } from './found-at.ts';

/** Does a step leave its session as it found it? What follows in the same session would mean something else. */
export async function settingsLeft(
  database: Scratch,
  migration: Migration,
  step: Direction,
  before: SessionSettings,
): Promise<Finding[]> {
  const now = await settingsIn(database);
  const left = [...now].filter(([name, value]) => value !== before.get(name));
  if (left.length === 0) return [];
  const { statements } = await (migration[step] ?? migration.up).parsed();
  return left.map(([name, value]) => {
    const setter = statements.findLast(({ text }) => text.toLowerCase().includes(name.toLowerCase()));
    const what = `leaves ${name} at ${JSON.stringify(value)}, not ${JSON.stringify(before.get(name))}, for what runs after it in the session`;
    const about = { kind: 'setting', name } as const;
    return foundAt('migration-leaves-setting', migration, step, about, what, { line: setter?.line });
  });
}
