import { types } from 'node:util';

/** For `catch`: what is had instead where the operating system refuses to read or write; whatever else is thrown on. */
export const ifInaccessible =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (types.isNativeError(error) && 'syscall' in error) return otherwise;
    throw error;
  };
