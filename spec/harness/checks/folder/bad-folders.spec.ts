import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyIsOneLine } from '../../../../src/harness/checks/folder/history-is-one-line.ts';
import { folderRules } from '../../../../src/harness/checks/rules/folder-rules.ts';
import { type RuleId, rules } from '../../../../src/harness/checks/rules/registry.ts';
import { readFolder } from '../../../../src/harness/history/folder.ts';
import { fileRows } from '../../history/support/file-rows.ts';
import { good, noon, useFolders } from '../../history/support/folder.ts';
import { sqlRows } from '../../history/support/sql-rows.ts';

const write = useFolders();

const rows = [...fileRows, ...sqlRows];

describe('of a folder in which', () => {
  it.each(rows)('$name, just that is said ($layout)', async ({ layout, spoil, found, severity: special }) => {
    const files = good[layout]();
    spoil(files);
    const path = await write(files);
    const findings = await historyIsOneLine(await readFolder(path), { now: noon(20) });
    const said = findings.map(({ rule, object, source }) => [
      rule,
      object.name,
      source?.file,
      ...(source?.line === undefined ? [] : [source.line]),
    ]);
    expect(said).toEqual(found.map(([rule, name, file, ...line]) => [rule, name, join(path, file), ...line]));
    for (const { rule, severity, advice, message } of findings) {
      expect(advice, rule).not.toBe('');
      expect(message, rule).toMatch(/^\S+: .+/);
      expect(severity, rule).toBe(special ?? rules[rule as RuleId].severity);
    }
  });
});

it('every rule about files has a folder that breaks it', () => {
  const broken = new Set<string>(rows.flatMap(({ found }) => found.map(([rule]) => rule)));
  expect([...broken, 'migration-folder-elsewhere'].sort()).toEqual(Object.keys(folderRules).sort());
});
