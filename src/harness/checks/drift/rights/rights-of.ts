import type { Withdrawn } from '../../../history/withdrawn-after.ts';
import type { Catalog, CatalogObject, Value } from '../../../model/catalog.ts';
import { keyOf } from '../../../model/identity.ts';
import type { CompareSettings } from '../../../model/settings.ts';

/** What is known besides two catalogs of whose rights are compared. */
export interface RightsContext {
  readonly compare: CompareSettings;
  /** The role that migrates, where the settings name it. */
  readonly role?: string | undefined;
  /** The owner of the live database. */
  readonly databaseOwner: string;
  /** The roles to which a migration grants something, or from which it takes it. */
  readonly granted: ReadonlySet<string>;
  /** What migrations have taken from roles to which only the environment gives anything. */
  readonly withdrawn?: Withdrawn;
  /** The roles of which migrations speak, by name. */
  readonly spoken?: ReadonlyMap<string, CatalogObject>;
  /** Roles of the platform, which gives them what it likes. */
  readonly platformRoles?: readonly string[];
}

export const isGrant = ({ id: { kind } }: CatalogObject): boolean => kind === 'grant';

export const isRight = ({ id: { kind } }: Pick<CatalogObject, 'id'>): boolean =>
  kind === 'grant' || kind === 'revoke';

export const isMember = ({ id: { kind } }: CatalogObject): boolean => kind === 'extension-member';

export const listOf = (value: Value | undefined): readonly string[] => (value ?? []) as readonly string[];

/** The live objects with other attributes, where they are meant and both sides have them. */
export function taking(
  expected: Catalog,
  live: Catalog,
  attributes: (expected: CatalogObject, live: CatalogObject) => Readonly<Record<string, Value>>,
  isMeant: (object: CatalogObject) => boolean,
): CatalogObject[] {
  const wanted = new Map(expected.objects.filter(isMeant).map((each) => [keyOf(each.id), each]));
  return live.objects.map((object) => {
    const want = isMeant(object) ? wanted.get(keyOf(object.id)) : undefined;
    return want ? { ...object, attributes: { ...object.attributes, ...attributes(want, object) } } : object;
  });
}
