import { repository, tool } from './tool.ts';

/** Where a rule is explained, from the root of the package: what is wrong, why it matters, what to do. */
export const rulePage = (rule: string): string => `docs/rules.md#${rule}`;

/** The same on the web, as of this version. */
export const ruleUrl = (rule: string): string => `${repository}/blob/v${tool.version}/${rulePage(rule)}`;
