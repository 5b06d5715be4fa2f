import { enabledState } from '../catalog-query.ts';
import { firingSeverity } from '../firing.ts';
import { functionAt, plainKind } from './plain-kind.ts';

/** Postgres manual, "pg_event_trigger". */
export const eventTrigger = plainKind({
  kind: 'event-trigger',
  catalog: 'pg_event_trigger',
  name: 'o.evtname',
  attributes: {
    event: { sql: 'o.evtevent' },
    tags: { sql: 'ARRAY(SELECT tag FROM unnest(o.evttags) tag ORDER BY tag)' },
    function: { sql: functionAt('evtfoid') },
    enabled: { sql: enabledState('o.evtenabled'), severity: firingSeverity },
  },
});
