import type { CatalogObject, Value } from '../../model/catalog.ts';
import { ownerOf, ownOrQualified, quoteName } from '../names.ts';
import type { Side } from '../plan-family.ts';
import { isOfPartition } from './given-down.ts';

export const collated = (collation: Value | undefined): string =>
  collation ? ` COLLATE ${ownOrQualified(collation)}` : '';

export const alterColumn = ({ id }: CatalogObject): string =>
  `ALTER TABLE ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)}`;
/** Without what is below the column's table. */
export const alterOnly = ({ id }: CatalogObject): string =>
  `ALTER TABLE ONLY ${ownerOf(id)} ALTER COLUMN ${quoteName(id.name)}`;
/** Of a partition of partitions, what is below it is planned by itself. */
export const alterOwn = (column: CatalogObject, side: Side): string =>
  isOfPartition(column, side) ? alterOnly(column) : alterColumn(column);
export const columnName = ({ id }: CatalogObject): string => `COLUMN ${ownerOf(id)}.${quoteName(id.name)}`;
