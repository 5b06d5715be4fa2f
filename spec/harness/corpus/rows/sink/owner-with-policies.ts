import { ownedBy } from '../../controls/rights.ts';
import { mutations } from '../row.ts';

const reader = 'driftproof_sink_reader';

/** Of one direction: the other way round the migrations would give all that there is to a role. */
export const ownersWithPolicies = mutations('sink', 'role', [
  ['one that owns the tables whose policies are for it', ownedBy(reader), `role-owned-tables ${reader}`],
]);
