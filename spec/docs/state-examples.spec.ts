import { expect, it } from 'vitest';
import { configOf, historyOf, runIn, useStrangers } from '../support/projects.ts';
import { useScratchDatabases } from '../support/scratch.ts';
import { blocksOf, readPage } from './markdown.ts';
import { textsIn } from './rules-page.ts';

const databases = useScratchDatabases();
const write = useStrangers();
const texts = textsIn(readPage('docs/rules.md'));

it.each(['sequence-behind', 'materialized-view-unpopulated'])(
  'what docs/rules.md shows of %s is found in a database that its migration has run in',
  async (rule) => {
    const [sql = ''] = blocksOf(texts.get(rule) ?? '', 'sql');
    const database = await databases.create();
    await database.run(sql);
    const project = await write({ ...configOf(''), ...historyOf([sql]) });
    const { findings } = await runIn(project, ['drift'], database.url);
    expect(findings.map((each) => each.rule)).toContain(rule);
  },
);
