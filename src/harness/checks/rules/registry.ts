import { acceptedRules } from './accepted-rules.ts';
import { differenceRules } from './difference-rules.ts';
import { folderRules } from './folder-rules.ts';
import { ledgerRules } from './ledger-rules.ts';
import type { Rule } from './rule.ts';
import { runningRules } from './running-rules.ts';
import { schemaRules } from './schema-rules.ts';
import { stateRules } from './state-rules.ts';

/** Every rule that has a name of its own. */
export const rules = {
  ...folderRules,
  ...ledgerRules,
  ...runningRules,
  ...schemaRules,
  ...stateRules,
  ...acceptedRules,
};

export type RuleId = keyof typeof rules;

/** Every rule by its id: those with names of their own, then those made of what can differ. */
export const allRules: ReadonlyMap<string, Rule> = new Map([
  ...Object.entries<Rule>(rules),
  ...differenceRules,
]);
