// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are source code

import { readFileSync } from 'node:fs';

/** A mistake that somebody could make in the code under test: a text that is there once, and what replaces it. */
export interface Fault {
  readonly name: string;
  /** A file of `src/lib`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A file's text with the fault in it. Throws when the text to be replaced is not there exactly once. */
export function withFault({ name, file, from, to }: Fault, text: string): string {
  const places = text.split(from).length - 1;
  if (places === 1) return text.replace(from, () => to);
  throw new Error(`fault "${name}": its text is found ${places} times in ${file}`);
}

export const sourceOf = ({ file }: Pick<Fault, 'file'>): string => readFileSync(`src/lib/${file}`, 'utf8');

const faultsIn = (file: string, faults: Record<string, readonly [from: string, to: string]>): Fault[] =>
  Object.entries(faults).map(([name, [from, to]]) => ({ name, file, from, to }));

const expired = '`${outputAsset.persistUntil} <= ${timestampOf(at)}`';

const persistence = faultsIn('persistence.ts', {
  'keeping until a time keeps until now': ['timestampOf(until)', 'timestampOf()'],
  'keeping until a time restores': ['timestampOf(until) }', 'timestampOf(until), isRemoved: false }'],
  'keeping for ever keeps until the end': ['persistUntil: null', "persistUntil: timestampOf('infinity')"],
  'soft delete does nothing': [
    'change(db, assetId, { isRemoved: true })',
    'change(db, assetId, { isRemoved: false })',
  ],
  'soft delete takes the time': [
    'assetId, { isRemoved: true }',
    'assetId, { isRemoved: true, persistUntil: null }',
  ],
  'restore takes the time': [
    'assetId, { isRemoved: false }',
    'assetId, { isRemoved: false, persistUntil: null }',
  ],
  'restore removes': ['assetId, { isRemoved: false }', 'assetId, { isRemoved: true }'],
  'a change is one of all assets': ['    .where(eq(outputAsset.id, assetId))\n', ''],
  'a change deletes the row': ['.update(outputAsset)\n    .set(values)', '.delete(outputAsset)'],
  'a user sees everybody’s assets': ['visible(db, page, ownedBy(db, userId))', 'visible(db, page)'],
  'a user sees everybody else’s assets': [
    'eq(outputs.userId, userId)',
    'sql`${outputs.userId} <> ${userId}`',
  ],
  'the list shows what is hidden': ['and(scope, isVisible(at),', 'and(scope,'],
  'the list ignores its time': ['isVisible(at)', 'isVisible()'],
  'the list starts over on every page': ['behind(outputAsset, after)', 'undefined'],
  'the list is in no order': ['    .orderBy(...recentFirst(outputAsset))\n', ''],
  'the list has no limit': [
    '.orderBy(...recentFirst(outputAsset))\n    .limit(limit)',
    '.orderBy(...recentFirst(outputAsset))',
  ],
  'the expired include the removed': ['and(isDue(at), after', `and(sql${expired}, after`],
  'the expired ignore their time': ['and(isDue(at), after', 'and(isDue(), after'],
  'the expired start over on every page': ['after && isDueAfter(after)', 'undefined'],
  'the expired repeat the last row': ['outputAsset.id}) > (', 'outputAsset.id}) >= ('],
  'the expired skip the rest of an instant': [
    '`(${outputAsset.persistUntil}, ${outputAsset.id}) > (${timestampOf(persistUntil)}, ${id}::uuid)`',
    '`${outputAsset.persistUntil} > ${timestampOf(persistUntil)}`',
  ],
  'the expired of one instant are in no order': [
    '[asc(outputAsset.persistUntil), asc(outputAsset.id)]',
    '[asc(outputAsset.persistUntil)]',
  ],
  'the expired are ordered by id': [
    '[asc(outputAsset.persistUntil), asc(outputAsset.id)]',
    '[asc(outputAsset.id)]',
  ],
  'a sweep marks the removed again': ['.where(isDue(at))', `.where(sql${expired})`],
  'a sweep marks what is visible': ['.where(isDue(at))', '.where(isVisible(at))'],
  'a sweep ignores its time': ['.where(isDue(at))', '.where(isDue())'],
  'a sweep knows no <=': ['.where(isDue(at))', `.where(and(sql${expired.replace('<=', '<')}, isDue(at)))`],
  'a batch has no limit': ['      .limit(batchSize)\n', ''],
  'a batch is in no order': [
    '      .orderBy(...longestDueFirst)\n      .limit(batchSize)',
    '      .limit(batchSize)',
  ],
  'a sweep locks nothing': ["\n      .for('update', { skipLocked: true })", ''],
  'a sweep waits for locks': ["'update', { skipLocked: true }", "'update'"],
  'a sweep fails on locks': ['{ skipLocked: true }', '{ noWait: true }'],
  'a sweep shares its locks': ["'update', { skipLocked", "'key share', { skipLocked"],
  'a sweep marks all when there is one': ['    .where(eq(outputAsset.id, due.id))\n', ''],
  'a sweep un-removes': ['.set({ isRemoved: true })', '.set({ isRemoved: null })'],
  'a sweep takes the time': ['.set({ isRemoved: true })', '.set({ isRemoved: true, persistUntil: null })'],
  'a sweep is one batch': ['    if (batch.length === 0) return marked;\n', '    if (batch) return batch;\n'],
  'a sweep forgets what it marked': ['    marked.push(...batch);\n', ''],
});

const asset = faultsIn('asset.ts', {
  'expired is later than the time': ['persistUntil} <= ', 'persistUntil} < '],
  'visible is at the time still': ['persistUntil} > ', 'persistUntil} >= '],
  'NULL is not false': ['isRemoved} IS NOT TRUE', 'isRemoved} = false'],
  'NULL is removed': ['isRemoved} IS NOT TRUE', 'isRemoved} IS FALSE'],
  'the flag is upside down': ['isRemoved} IS NOT TRUE', 'isRemoved} IS TRUE'],
  'the flag is seen as NULL': ['`${outputAsset.isRemoved} IS TRUE`', '`${outputAsset.isRemoved}`'],
  'what has no time is never visible': ['or(isNull(outputAsset.persistUntil), sql', 'or(sql'],
  'the removed are due': ['and(isExpired(at), isStanding)', 'and(isExpired(at))'],
  'the removed are visible': ['and(\n    isStanding,\n', 'and(\n'],
});

const page = faultsIn('page.ts', {
  'a page repeats the last row': ['id}) < (', 'id}) <= ('],
  'a page skips the rest of an instant': [
    '`(${createdAt}, ${id}) < (${timestampOf(cursor.createdAt)}, ${cursor.id}::uuid)`',
    '`${createdAt} < ${timestampOf(cursor.createdAt)}`',
  ],
  'after NULL comes only NULL': ['or(isNotNull(createdAt), lt(id, cursor.id))', 'lt(id, cursor.id)'],
  'after NULL comes no NULL': ['or(isNotNull(createdAt), lt(id, cursor.id))', 'isNotNull(createdAt)'],
  'one instant is in no order': ['[desc(createdAt), desc(id)]', '[desc(createdAt)]'],
  'NULL comes last': ['[desc(createdAt), desc(id)]', '[sql`${createdAt} DESC NULLS LAST`, desc(id)]'],
  'the oldest comes first': ['[desc(createdAt), desc(id)]', '[sql`${createdAt}`, desc(id)]'],
});

const instant = faultsIn('instant.ts', {
  'the clock is the session’s': ["`timezone('utc', now())`", '`now()`'],
  'the clock is the session’s wall clock': ["`timezone('utc', now())`", '`localtimestamp`'],
  'a time is in the session’s zone': [
    '`${utcText(instant)}::timestamp`',
    '`${utcText(instant)}::timestamptz`',
  ],
  'a time has milliseconds': ['`${utcText(instant)}::timestamp`', '`${utcText(instant)}::timestamp(3)`'],
  'text depends on the style': ["`to_jsonb(${column}) #>> '{}'`", '`${column}::text`'],
  'text has milliseconds': ['to_jsonb(${column})', 'to_jsonb(${column}::timestamp(3))'],
  'offsets are dropped': ['Z?( BC)?)$/', '(Z|[+-]\\d\\d(:?\\d\\d)?)?( BC)?)$/'],
  'there is a year 0': ['year > 0 ? year : 1 - year', 'year > 0 ? year : -year'],
  'any text is a time': ['if (utcPattern.test(text)) return text;', 'return text;'],
});

const references = faultsIn('references.ts', {
  'a reference is made of a hidden asset': [', isVisible(at))', ')'],
  'a reference is made by the session’s clock': ['timestampOf(at).as(', 'sql<string>`now()`.as('],
  'a reference is made as an avatar': ["`false`.as('is_avatar')", "`true`.as('is_avatar')"],
  'nobody is locked': [
    "  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');\n",
    '',
  ],
  'the user is read, not locked': [".for('no key update')", ''],
  'an avatar is chosen in any isolation': [", { isolationLevel: 'read committed' }", ''],
  'the former avatar stays': [
    'or(eq(referenceImages.id, referenceId), isAvatar)',
    'eq(referenceImages.id, referenceId)',
  ],
  'every user loses the avatar': ['and(eq(referenceImages.userId, userId), or(', 'and(or('],
  'an avatar may be anybody’s': [', exists(ownReference(tx, userId, referenceId))', ''],
  'everybody’s reference is one’s own': [', eq(chosen.userId, userId))', ')'],
  'NULL is an avatar': ['isAvatar} IS TRUE', 'isAvatar} IS NOT FALSE'],
  'a user’s references are everybody’s': [
    'references(db, eq(referenceImages.userId, userId), page)',
    'references(db, sql`true`, page)',
  ],
  'an output’s references are its user’s': [
    'eq(referenceImages.outputId, outputId)',
    'eq(referenceImages.userId, outputId)',
  ],
  'references start over on every page': ['behind(referenceImages, after)', 'undefined'],
});

export const faults: readonly Fault[] = [...persistence, ...asset, ...page, ...instant, ...references];
