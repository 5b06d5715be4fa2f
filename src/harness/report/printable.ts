import { hideSecrets } from '../model/secrets.ts';
import { visible } from './visible.ts';

/** A text as it may be shown to people: texts of others cannot break out of it, and no password is in it. */
export const printable = (text: string): string => visible(hideSecrets(text));
