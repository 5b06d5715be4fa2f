/** What tables are called: one word of each list, so that there are more than anybody makes. */
// biome-ignore format: a list of words
export const subjects = ['account', 'order', 'invoice', 'product', 'shipment', 'ticket', 'project', 'document', 'campaign', 'booking', 'course', 'vehicle'] as const;
export const aspects = [
  '',
  '_item',
  '_note',
  '_event',
  '_tag',
  '_member',
  '_setting',
  '_price',
  '_file',
  '_log',
] as const;

/** Columns as applications have them: name, type and default. */
export const columnKinds: readonly (readonly [name: string, type: string, value?: string])[] = [
  ['title', 'varchar(120)'],
  ['slug', 'varchar(60)'],
  ['email', 'varchar(255)'],
  ['description', 'text'],
  ['body', 'text'],
  ['locale', 'varchar(10)', "'en'"],
  ['amount', 'numeric(12, 2)', "'0'"],
  ['discount', 'numeric(5, 2)'],
  ['quantity', 'integer', '1'],
  ['sort', 'integer', '0'],
  ['attempts', 'integer', '0'],
  ['bytes', 'integer'],
  ['is_active', 'boolean', 'true'],
  ['is_public', 'boolean', 'false'],
  ['metadata', 'jsonb', "'{}'::jsonb"],
  ['settings', 'jsonb'],
  ['starts_on', 'date'],
  ['due_on', 'date'],
  ['published_at', 'timestamp with time zone'],
  ['archived_at', 'timestamp with time zone'],
  ['external_id', 'uuid'],
  ['color', 'varchar(20)'],
  ['phone', 'varchar(40)'],
  ['country', 'varchar(2)'],
];

/** Words for the labels of enums. */
export const labels = [
  'draft',
  'open',
  'active',
  'paused',
  'done',
  'failed',
  'closed',
  'archived',
  'lost',
  'merged',
] as const;
