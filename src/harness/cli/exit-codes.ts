/** Agrees, could not tell, findings: as `terraform plan -detailed-exitcode`. */
export const exitCodes = { agrees: 0, couldNotTell: 1, findings: 2 } as const;
