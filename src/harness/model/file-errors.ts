/** For `catch`: what is had instead where the operating system refuses to read or write; whatever else is thrown on. */
export const ifInaccessible =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (error instanceof Error && 'syscall' in error) return otherwise;
    throw error;
  };
