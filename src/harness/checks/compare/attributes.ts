import type { Kind } from '../../model/identity.ts';

/** Attributes by the kind that has them; `*` stands for every kind. */
export type AttributesOfKinds = Readonly<Partial<Record<Kind | '*', readonly string[]>>>;

/** Whether an attribute is listed for a kind, or for every kind. */
export const hasAttribute = (list: AttributesOfKinds, kind: Kind, attribute: string): boolean =>
  (list['*']?.includes(attribute) || list[kind]?.includes(attribute)) ?? false;
