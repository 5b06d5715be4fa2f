/** What a command says while it runs: notes of what was chosen, and how far it has come. */
export interface Notes {
  note(text: string): void;
  /** What is being done from now on. */
  progress(text: string): void;
}

export const silent: Notes = { note: () => {}, progress: () => {} };
