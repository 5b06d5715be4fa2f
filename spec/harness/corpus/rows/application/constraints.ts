import { mutations } from '../row.ts';

const again = (drop: string, add: string): string =>
  `ALTER TABLE output_asset DROP CONSTRAINT ${drop}; ALTER TABLE output_asset ADD CONSTRAINT ${drop} ${add}`;
const key = 'output_asset_output_id_outputs_id_fk';
const asset = `public.output_asset.${key}`;
const reference = (more: string): string =>
  again(key, `FOREIGN KEY (output_id) REFERENCES outputs (id) ${more}`);

export const foreignKeys = mutations('application', 'foreign-key', [
  ['dropped', `ALTER TABLE output_asset DROP CONSTRAINT ${key}`, `foreign-key-missing ${asset}`],
  [
    'renamed',
    `ALTER TABLE output_asset RENAME CONSTRAINT ${key} TO to_output`,
    `foreign-key-renamed ${asset}`,
  ],
  ['on delete nothing', reference(''), `foreign-key-on-delete ${asset}`],
  ['on delete set null', reference('ON DELETE SET NULL'), `foreign-key-on-delete ${asset}`],
  ['on update cascade', reference('ON DELETE CASCADE ON UPDATE CASCADE'), `foreign-key-on-update ${asset}`],
  ['not valid', reference('ON DELETE CASCADE NOT VALID'), `foreign-key-validated ${asset}`],
  ['deferrable', reference('ON DELETE CASCADE DEFERRABLE'), `foreign-key-timing ${asset}`],
  [
    'initially deferred',
    `ALTER TABLE output_asset ALTER CONSTRAINT ${key} DEFERRABLE INITIALLY DEFERRED`,
    `foreign-key-timing ${asset}`,
  ],
  ['match full', reference('MATCH FULL ON DELETE CASCADE'), `foreign-key-match ${asset}`],
  [
    'to another table',
    again(key, 'FOREIGN KEY (output_id) REFERENCES users (id) ON DELETE CASCADE'),
    `foreign-key-references ${asset}`,
  ],
  [
    'from another column',
    `ALTER TABLE output_asset ADD other uuid; ${again(key, 'FOREIGN KEY (other) REFERENCES outputs (id) ON DELETE CASCADE')}`,
    `foreign-key-columns ${asset}`,
    'column-extra public.output_asset.other',
  ],
  [
    'switched off by the triggers of the table that refers',
    'ALTER TABLE output_asset DISABLE TRIGGER ALL',
    `foreign-key-switched-off ${asset}`,
  ],
  [
    'switched off by the triggers of the table referred to',
    'ALTER TABLE users DISABLE TRIGGER ALL',
    'foreign-key-switched-off public.outputs.outputs_user_id_users_id_fk',
    'foreign-key-switched-off public.reference_images.reference_images_user_id_users_id_fk',
  ],
  [
    'added',
    'ALTER TABLE outputs ADD CONSTRAINT outputs_self FOREIGN KEY (id) REFERENCES outputs',
    'foreign-key-extra public.outputs.outputs_self',
  ],
  ['comment', `COMMENT ON CONSTRAINT ${key} ON output_asset IS 'why'`, `foreign-key-comment ${asset}`],
]);

export const newForeignKeys = mutations(
  'application',
  'foreign-key',
  [
    [
      'not enforced',
      `ALTER TABLE output_asset ALTER CONSTRAINT ${key} NOT ENFORCED`,
      `foreign-key-enforced ${asset}`,
      `foreign-key-validated ${asset}`,
    ],
  ],
  18,
);

const check = 'output_asset_dimensions_check';
const dimensions = `public.output_asset.${check}`;

export const checks = mutations('application', 'check', [
  ['dropped', `ALTER TABLE output_asset DROP CONSTRAINT ${check}`, `check-missing ${dimensions}`],
  ['weaker by a sign', again(check, 'CHECK (width >= 0 AND height > 0)'), `check-expression ${dimensions}`],
  ['AND turned into OR', again(check, 'CHECK (width > 0 OR height > 0)'), `check-expression ${dimensions}`],
  ['columns exchanged', again(check, 'CHECK (height > 0 AND width > 0)'), `check-expression ${dimensions}`],
  ['not valid', again(check, 'CHECK (width > 0 AND height > 0) NOT VALID'), `check-validated ${dimensions}`],
  [
    'not inherited',
    again(check, 'CHECK (width > 0 AND height > 0) NO INHERIT'),
    `check-no-inherit ${dimensions}`,
  ],
  [
    'added',
    'ALTER TABLE users ADD CONSTRAINT long CHECK (length(email) > 3)',
    'check-extra public.users.long',
  ],
  [
    'renamed',
    'ALTER TABLE users RENAME CONSTRAINT users_daily_output_limit_check TO daily',
    'check-renamed public.users.users_daily_output_limit_check',
  ],
  ['comment', `COMMENT ON CONSTRAINT ${check} ON output_asset IS 'why'`, `check-comment ${dimensions}`],
]);

const email = 'public.users.users_email_key';
const unique = (what: string): string =>
  `ALTER TABLE users DROP CONSTRAINT users_email_key; ALTER TABLE users ADD CONSTRAINT users_email_key ${what}`;

export const uniques = mutations('application', 'unique', [
  ['dropped', 'ALTER TABLE users DROP CONSTRAINT users_email_key', `unique-missing ${email}`],
  ['nulls not distinct', unique('UNIQUE NULLS NOT DISTINCT (email)'), `unique-nulls-not-distinct ${email}`],
  ['deferrable', unique('UNIQUE (email) DEFERRABLE'), `unique-timing ${email}`],
  ['included columns', unique('UNIQUE (email) INCLUDE (tier)'), `unique-include ${email}`],
  ['more columns', unique('UNIQUE (email, tier)'), `unique-columns ${email}`],
  ['storage parameters', unique('UNIQUE (email) WITH (fillfactor = 50)'), `unique-options ${email}`],
  [
    'replaced by an index of the same effect',
    'ALTER TABLE users DROP CONSTRAINT users_email_key; CREATE UNIQUE INDEX users_email_key ON users (email)',
    `unique-missing ${email}`,
    `index-extra ${email}`,
  ],
  [
    'added',
    'ALTER TABLE outputs ADD CONSTRAINT once UNIQUE (user_id, prompt)',
    'unique-extra public.outputs.once',
  ],
]);

export const primaryKeys = mutations('application', 'primary-key', [
  [
    'dropped: NOT NULL stays behind',
    'ALTER TABLE reference_images DROP CONSTRAINT reference_images_pkey',
    'primary-key-missing public.reference_images.reference_images_pkey',
  ],
  [
    'of more columns',
    `ALTER TABLE reference_images DROP CONSTRAINT reference_images_pkey;
     ALTER TABLE reference_images ADD CONSTRAINT reference_images_pkey PRIMARY KEY (id, image_url)`,
    'primary-key-columns public.reference_images.reference_images_pkey',
  ],
  [
    'deferrable',
    `ALTER TABLE reference_images DROP CONSTRAINT reference_images_pkey;
     ALTER TABLE reference_images ADD CONSTRAINT reference_images_pkey PRIMARY KEY (id) DEFERRABLE`,
    'primary-key-timing public.reference_images.reference_images_pkey',
  ],
  ['clustered', 'ALTER TABLE users CLUSTER ON users_pkey', 'primary-key-clustered public.users.users_pkey'],
  ['renamed', 'ALTER INDEX users_pkey RENAME TO the_key', 'primary-key-renamed public.users.users_pkey'],
]);
