import { type Entry, entries, journalText, noon, snapshot, snapshot8 } from './folder.ts';
import { inJournal, type Row } from './row.ts';

const journal = 'meta/_journal.json';

/** Folders whose files, numbers, times or snapshots are wrong. */
export const fileRows: readonly Row[] = [
  {
    name: 'the journal names a migration whose file does not exist',
    layout: 'journal',
    spoil: (files) => delete files['0001_mood.sql'],
    found: [['migration-file-missing', '0001_mood', journal, 16]],
  },
  {
    name: 'a folder holds a snapshot but no migration.sql',
    layout: 'folders',
    spoil: (files) => delete files['20250102120000_mood/migration.sql'],
    found: [['migration-file-missing', '20250102120000_mood', '20250102120000_mood']],
  },
  {
    name: 'a file is in no journal',
    layout: 'journal',
    spoil: (files) => {
      files['0003_forgotten.sql'] = 'CREATE TABLE forgotten (id int);';
      files['0003_forgotten_down.sql'] = 'DROP TABLE forgotten;';
    },
    found: [['migration-unlisted', '0003_forgotten.sql', '0003_forgotten.sql']],
  },
  {
    name: 'a file of SQL lies in a subfolder that no journal names',
    layout: 'journal',
    spoil: (files) => {
      files['old/0009_more.sql'] = 'SELECT 1;';
    },
    found: [['migration-unlisted', 'old/0009_more.sql', 'old/0009_more.sql']],
  },
  {
    name: 'a migration of the 1.x layout lies beside a journal',
    layout: 'journal',
    spoil: (files) => {
      files['20250104120000_more/migration.sql'] = 'SELECT 1;';
    },
    found: [['migration-unlisted', '20250104120000_more/migration.sql', '20250104120000_more/migration.sql']],
  },
  {
    name: 'a flat file lies among the folders of 1.x',
    layout: 'folders',
    spoil: (files) => {
      files['0003_more.sql'] = 'SELECT 1;';
    },
    found: [['migration-unlisted', '0003_more.sql', '0003_more.sql']],
  },
  {
    name: 'the journal names one tag twice',
    layout: 'journal',
    spoil: inJournal((list) => list.push({ idx: 3, when: noon(4), tag: '0002_index' })),
    found: [['migration-tag-twice', '0002_index', journal, 30]],
  },
  {
    name: 'an up has no down',
    layout: 'journal',
    spoil: (files) => delete files['0002_index_down.sql'],
    found: [['migration-down-missing', '0002_index', '0002_index_down.sql']],
  },
  {
    name: 'an up in its folder has no down',
    layout: 'folders',
    spoil: (files) => delete files['20250103120000_index/down.sql'],
    found: [['migration-down-missing', '20250103120000_index', '20250103120000_index/down.sql']],
  },
  {
    name: 'a down has no up',
    layout: 'journal',
    spoil: (files) => {
      files['0003_gone_down.sql'] = 'SELECT 1;';
    },
    found: [['migration-down-alone', '0003_gone_down.sql', '0003_gone_down.sql']],
  },
  {
    name: 'a down lies alone in its folder',
    layout: 'folders',
    spoil: (files) => {
      files['20250104120000_gone/down.sql'] = 'SELECT 1;';
    },
    found: [['migration-down-alone', '20250104120000_gone/down.sql', '20250104120000_gone/down.sql']],
  },
  {
    name: 'a migration has a down in two conventions',
    layout: 'journal',
    spoil: (files) => {
      files['0002_index.down.sql'] = 'SELECT 1;';
    },
    found: [['migration-down-twice', '0002_index', '0002_index.down.sql']],
  },
  {
    name: 'a number is used twice',
    layout: 'journal',
    spoil: (files) => {
      const list = entries();
      files[journal] = journalText([...list, { idx: 2, when: noon(4), tag: '0002_more' }]);
      files['0002_more.sql'] = 'SELECT 1;';
      files['0002_more_down.sql'] = 'SELECT 1;';
    },
    found: [['migration-number-twice', '0002_more', journal, 30]],
  },
  {
    name: 'a number is missing from the sequence',
    layout: 'journal',
    spoil: (files) => {
      files[journal] = journalText([...entries(), { idx: 4, when: noon(4), tag: '0004_more' }]);
      files['0004_more.sql'] = 'SELECT 1;';
      files['0004_more_down.sql'] = 'SELECT 1;';
      files['meta/0004_snapshot.json'] = snapshot('more', 'index');
    },
    found: [['migration-number-gap', '0004_more', journal, 30]],
  },
  {
    name: 'a number is missing from the sequence, while idx goes on: once for all that follow',
    layout: 'journal',
    spoil: (files) => {
      const more = [4, 5].map((number) => ({
        idx: number - 1,
        when: noon(number),
        tag: `000${number}_more`,
      }));
      files[journal] = journalText([...entries(), ...more]);
      for (const { tag } of more) {
        files[`${tag}.sql`] = 'SELECT 1;';
        files[`${tag}_down.sql`] = 'SELECT 1;';
      }
      files['meta/0004_snapshot.json'] = snapshot('more', 'index');
      files['meta/0005_snapshot.json'] = snapshot('most', 'more');
    },
    found: [['migration-number-gap', '0004_more', journal, 30]],
  },
  {
    name: 'the journal has two migrations in the wrong order',
    layout: 'journal',
    spoil: (files) => {
      inJournal((list) => {
        const [second, third] = list.splice(1) as [Entry, Entry];
        list.push({ ...third, when: second.when }, { ...second, when: third.when });
      })(files);
      files['meta/0001_snapshot.json'] = snapshot('mood', 'index');
      files['meta/0002_snapshot.json'] = snapshot('index', 'users');
    },
    found: [['migration-number-order', '0001_mood', journal, 23]],
  },
  {
    name: "an idx is not the file's number",
    layout: 'journal',
    spoil: inJournal((list) => Object.assign(list[2] as object, { idx: 7 })),
    found: [['migration-number-idx', '0002_index', journal, 23]],
  },
  {
    name: "a folder's name does not begin with a time",
    layout: 'folders',
    spoil: (files) => {
      files['more/migration.sql'] = 'SELECT 1;';
      files['more/down.sql'] = 'SELECT 1;';
      files['more/snapshot.json'] = snapshot8('more', 'index');
    },
    found: [['migration-name', 'more', 'more']],
  },
  {
    name: "a folder's name begins with an hour that no day has",
    layout: 'folders',
    spoil: (files) => {
      files['20250103250000_more/migration.sql'] = 'SELECT 1;';
      files['20250103250000_more/down.sql'] = 'SELECT 1;';
      files['20250103250000_more/snapshot.json'] = snapshot8('more', 'index');
    },
    found: [['migration-name', '20250103250000_more', '20250103250000_more']],
  },
  {
    name: 'a when lies before the one of an earlier migration',
    layout: 'journal',
    spoil: inJournal((list) => Object.assign(list[2] as object, { when: noon(2) - 1 })),
    found: [['migration-when-order', '0002_index', journal, 23]],
  },
  {
    name: 'two migrations have the same when',
    layout: 'journal',
    spoil: inJournal((list) => Object.assign(list[2] as object, { when: noon(2) })),
    found: [['migration-when-twice', '0002_index', journal, 23]],
  },
  {
    name: 'two folders have one time',
    layout: 'folders',
    spoil: (files) => {
      files['20250103120000_more/migration.sql'] = 'SELECT 1;';
      files['20250103120000_more/down.sql'] = 'SELECT 1;';
      files['20250103120000_more/snapshot.json'] = snapshot8('more', 'index');
    },
    found: [['migration-when-twice', '20250103120000_more', '20250103120000_more']],
    severity: 'warning',
  },
  {
    name: 'a when lies more than a day ahead',
    layout: 'journal',
    spoil: inJournal((list) => Object.assign(list[2] as object, { when: noon(31) })),
    found: [['migration-when-future', '0002_index', journal, 23]],
  },
  {
    name: 'a snapshot is missing',
    layout: 'journal',
    spoil: (files) => delete files['meta/0001_snapshot.json'],
    found: [['migration-snapshot-missing', '0001_mood', 'meta/0001_snapshot.json']],
  },
  {
    name: 'a folder has no snapshot',
    layout: 'folders',
    spoil: (files) => delete files['20250102120000_mood/snapshot.json'],
    found: [['migration-snapshot-missing', '20250102120000_mood', '20250102120000_mood/snapshot.json']],
  },
  {
    name: 'a snapshot belongs to no migration',
    layout: 'journal',
    spoil: (files) => {
      files['meta/0003_snapshot.json'] = snapshot('more', 'index');
    },
    found: [['migration-snapshot-unlisted', 'meta/0003_snapshot.json', 'meta/0003_snapshot.json']],
  },
  {
    name: 'a snapshot is not JSON',
    layout: 'journal',
    spoil: (files) => {
      files['meta/0001_snapshot.json'] = '{';
    },
    found: [['migration-snapshot-broken', '0001_mood', 'meta/0001_snapshot.json']],
  },
  {
    name: 'a snapshot has no id',
    layout: 'folders',
    spoil: (files) => {
      files['20250102120000_mood/snapshot.json'] = '{}';
    },
    found: [['migration-snapshot-broken', '20250102120000_mood', '20250102120000_mood/snapshot.json']],
  },
  {
    name: 'a snapshot follows one that is not there',
    layout: 'journal',
    spoil: (files) => {
      files['meta/0002_snapshot.json'] = snapshot('index', 'lost');
    },
    found: [['migration-snapshot-chain', '0002_index', 'meta/0002_snapshot.json']],
  },
  {
    name: 'a snapshot in its folder follows one that is not there',
    layout: 'folders',
    spoil: (files) => {
      files['20250103120000_index/snapshot.json'] = snapshot8('index', 'mood', 'lost');
    },
    found: [['migration-snapshot-chain', '20250103120000_index', '20250103120000_index/snapshot.json']],
  },
  {
    name: 'a snapshot is a copy of the one before',
    layout: 'journal',
    spoil: (files) => {
      files['meta/0002_snapshot.json'] = snapshot('mood', 'users');
    },
    found: [['migration-snapshot-chain', '0002_index', 'meta/0002_snapshot.json']],
  },
  {
    name: 'two snapshots follow the same one',
    layout: 'journal',
    spoil: (files) => {
      files['meta/0002_snapshot.json'] = snapshot('index', 'users');
    },
    found: [['migration-snapshot-branch', '0002_index', 'meta/0002_snapshot.json']],
  },
  {
    name: 'two snapshots in their folders follow the same one, and none joins them',
    layout: 'folders',
    spoil: (files) => {
      files['20250103120000_index/snapshot.json'] = snapshot8('index', 'users');
    },
    found: [['migration-snapshot-branch', '20250103120000_index', '20250103120000_index/snapshot.json']],
    severity: 'warning',
  },
];
