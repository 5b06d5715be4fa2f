import { catalogQuery } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts } from './kind.ts';

/**
 * ALTER DATABASE … SET has role 0; ALTER ROLE … SET without IN DATABASE has database 0 and belongs to the cluster.
 * Values are shown as they are. A setting's name ends at the first `=`.
 */
const settingRows = catalogQuery<SettingRow>(`
SELECT CASE WHEN s.setrole <> 0 THEN pg_get_userbyid(s.setrole) END AS role, split_part(o, '=', 1) AS name,
  substr(o, strpos(o, '=') + 1) AS value
FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) o
WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())`);

interface SettingRow {
  readonly role: string | null;
  readonly name: string;
  readonly value: string;
}

export const setting = kindFacts({
  missing: 'warning',
  changed: 'warning',
  declarable: false,
  attributes: { value: {} },
});

/** What sessions in this database start with, unless they say otherwise. */
export const settings = family(setting, settingRows, ({ role, name, ...attributes }) => ({
  id: { kind: 'setting', name, ...(role === null ? {} : { role }) },
  attributes,
}));
