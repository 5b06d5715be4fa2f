import type { ExtensionVersion } from '../../catalog/extensions.ts';
import { attributeOf } from '../../catalog/kinds.ts';
import type { Difference } from '../../diff/diff.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { type Blame, compareMeaning } from '../compare/compare.ts';
import type { Context } from '../compare/judge.ts';
import { tooEarly } from './drift-words.ts';
import { isMember } from './without-members.ts';

/** An extension as a database has it. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly schema: string;
}

/** What extensions bring by themselves. */
export interface Brought {
  readonly members: readonly CatalogObject[];
  /** The names of those that the scratch server does not bring in that version. */
  readonly unavailable: readonly string[];
}

/** What is expected of members where the migrations do not say it, and where each side's texts can be parsed. */
export interface MemberResources {
  /** What these extensions bring where they are installed together; it may start a server. */
  readonly bring: (installed: readonly Installed[]) => Promise<Brought>;
  /** A database with what {@link bring} was asked for. */
  readonly withBrought: (installed: readonly Installed[]) => WithScratch;
  /** A database as the migrations leave it. */
  readonly withExpected: WithScratch;
}

export interface MemberFindings {
  readonly findings: readonly Finding[];
  /** Extensions whose members could not be looked into, with the reason. */
  readonly notCompared: readonly string[];
}

/**
 * What of the members of a live database's extensions is not the extensions': added, changed or taken away by somebody.
 * Where the migrations leave an extension in the same version and schema, its members are to be as they leave them; else
 * as the same version brings them on the scratch server. `answers` tells what is compared at all.
 */
export async function compareMembers(
  {
    expected,
    live,
    answers,
  }: {
    readonly expected: Catalog | undefined;
    readonly live: Catalog;
    readonly answers: (object: CatalogObject) => boolean;
  },
  resources: MemberResources,
  blame: Blame,
): Promise<MemberFindings> {
  const members = live.objects.filter((each) => isMember(each) && answers(each));
  const known = new Set((expected ? installedIn(expected) : []).map((each) => JSON.stringify(each)));
  const all = installedIn(live);
  const [same, others] = [
    all.filter((each) => known.has(JSON.stringify(each))),
    all.filter((each) => !known.has(JSON.stringify(each)) && of(members, [each.name]).length > 0),
  ];
  const compareSome = (
    wanted: readonly CatalogObject[],
    names: readonly string[],
    withScratch: WithScratch,
  ) =>
    compareMeaning(
      { server: live.server, objects: of(wanted, names).filter(answers) },
      { server: live.server, objects: of(members, names) },
      withScratch,
      blame,
    );
  const settled = await compareSome(expected?.objects ?? [], namesOf(same), resources.withExpected);
  if (others.length === 0) return { findings: settled, notCompared: [] };
  const { members: brought, unavailable } = await resources.bring(all);
  const there = namesOf(others).filter((name) => !unavailable.includes(name));
  return {
    findings: [...settled, ...(await compareSome(brought, there, resources.withBrought(all)))],
    notCompared: others.filter(({ name }) => unavailable.includes(name)).map(notLookedInto),
  };
}

const notLookedInto = ({ name, version }: Installed): string =>
  `not looked into: members of extension ${name} ${version}, which the scratch server does not bring`;

const namesOf = (installed: readonly Installed[]): string[] => installed.map(({ name }) => name);

/** The members of some extensions. */
const of = (objects: readonly CatalogObject[], names: readonly string[]): CatalogObject[] =>
  objects.filter((each) => isMember(each) && names.includes(each.within?.name ?? ''));

/** The extensions of a catalog. */
export const installedIn = ({ objects }: Catalog): Installed[] =>
  objects
    .filter(({ id }) => id.kind === 'extension')
    .map((each) => ({
      name: each.id.name,
      version: (attributeOf(each, 'extension', 'version') as ExtensionVersion).number,
      schema: String(attributeOf(each, 'extension', 'schema')),
    }));

/** What to do about a member that somebody has touched. */
const byHandInExtension: Context = {
  culprit: 'database',
  meaning: {
    missing: 'belongs to the extension, but is missing in the database',
    extra: 'was added to the extension in the database: neither the extension nor a migration brings it',
    changed: ' in the database, which is not what the extension or a migration made',
  },
  advice: {
    missing: 'add it again by ALTER EXTENSION … ADD, or drop and create the extension',
    extra: 'take it out by ALTER EXTENSION … DROP, then drop it or write a migration that creates it',
    changed: 'drop and create the extension, or write a migration that makes the change',
  },
};

/** Who is wrong: the database, unless it has already what a pending migration makes of an extension. */
export const memberBlame = (isPending: (difference: Difference) => boolean = () => false): Blame => ({
  ofDifference: async (difference) => (isPending(difference) ? tooEarly : byHandInExtension),
  ofRemark: () => ({ culprit: 'database' }),
});
