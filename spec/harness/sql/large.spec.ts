import { expect, it } from 'vitest';
import { sqlFile } from '../../../src/harness/sql/sql-file.ts';
import { breakpoint } from '../../../src/harness/sql/text-positions.ts';

const statement = "INSERT INTO t VALUES ('é');\n";
const count = 100_000;

it.each([
  ['in one message', statement],
  ['in a message for each', `${statement}${breakpoint}\n`],
])(
  'a file of megabytes is parsed in time, and each statement knows its line: %s',
  async (_, text) => {
    const { statements } = await sqlFile('large.sql', text.repeat(count)).parsed();
    expect(statements).toHaveLength(count);
    const lines = text.split('\n').length - 1;
    expect(statements.map(({ line }) => line)).toEqual(
      Array.from({ length: count }, (__, at) => at * lines + 1),
    );
  },
  120_000,
);
