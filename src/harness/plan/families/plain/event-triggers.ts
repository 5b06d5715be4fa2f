import type { CatalogObject } from '../../../model/catalog.ts';
import { qualified, quoteText } from '../../names.ts';
import { statement, textOf, textsOf } from '../../plan-family.ts';
import { plainFamily } from './plain-family.ts';

const states: Readonly<Record<string, string>> = {
  origin: 'ENABLE',
  always: 'ENABLE ALWAYS',
  replica: 'ENABLE REPLICA',
  disabled: 'DISABLE',
};

const enable = ({ id, attributes }: CatalogObject): string =>
  `ALTER EVENT TRIGGER ${qualified(id)} ${states[textOf(attributes.enabled)] ?? 'ENABLE'}`;

export const eventTriggers = plainFamily({
  words: 'EVENT TRIGGER',
  create: (object) => {
    const { event, tags, function: fires, enabled } = object.attributes;
    const when =
      textsOf(tags).length === 0 ? '' : ` WHEN TAG IN (${textsOf(tags).map(quoteText).join(', ')})`;
    return [
      `CREATE EVENT TRIGGER ${qualified(object.id)} ON ${event}${when} EXECUTE FUNCTION ${textOf(fires)}`,
      ...(enabled === 'origin' ? [] : [enable(object)]),
    ];
  },
  alter: { enabled: ({ to }) => statement(enable(to)) },
});
