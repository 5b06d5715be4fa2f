import { readFileSync } from 'node:fs';
import { migrationsFolder } from '../../support/application.ts';

const text = (name: string): string =>
  readFileSync(`${migrationsFolder}/${name}.sql`, 'utf8').split('--> statement-breakpoint').join('\n');

/** The SQL of 0008, which brought soft delete, expiry and references. */
export const upSql = text('0008_add_persistence_and_reference_images');
export const downSql = text('0008_add_persistence_and_reference_images_down');
