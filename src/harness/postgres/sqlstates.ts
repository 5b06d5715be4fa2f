/** SQLSTATEs under the names of their conditions (Postgres manual, "PostgreSQL Error Codes"). */
export const sqlState = {
  featureNotSupported: '0A000',
  dataException: '22000',
  numericValueOutOfRange: '22003',
  invalidDatetimeFormat: '22007',
  datetimeFieldOverflow: '22008',
  invalidTimeZoneDisplacementValue: '22009',
  invalidCharacterValueForCast: '22018',
  invalidParameterValue: '22023',
  arraySubscriptError: '2202E',
  invalidTextRepresentation: '22P02',
  invalidBinaryRepresentation: '22P03',
  restrictViolation: '23001',
  foreignKeyViolation: '23503',
  uniqueViolation: '23505',
  activeSqlTransaction: '25001',
  inFailedSqlTransaction: '25P02',
  invalidAuthorizationSpecification: '28000',
  invalidPassword: '28P01',
  invalidTransactionTermination: '2D000',
  invalidCatalogName: '3D000',
  invalidSchemaName: '3F000',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  insufficientPrivilege: '42501',
  syntaxError: '42601',
  duplicateColumn: '42701',
  undefinedObject: '42704',
  duplicateObject: '42710',
  undefinedFunction: '42883',
  duplicateSchema: '42P06',
  duplicateTable: '42P07',
  diskFull: '53100',
  outOfMemory: '53200',
  tooManyConnections: '53300',
  objectInUse: '55006',
  lockNotAvailable: '55P03',
  unsafeNewEnumValueUsage: '55P04',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  cannotConnectNow: '57P03',
  undefinedFile: '58P01',
  raiseException: 'P0001',
  internalError: 'XX000',
} as const;

/**
 * The classes of what says nothing of a statement: the connection is lost, the server has no room, it is shut down or
 * interrupted, the system or the server itself fails.
 */
export const notOfStatement = /^(08|53|57|58|XX)/;

/** Those of them after which nothing of the server is to be believed; Postgres reads this pattern as JavaScript does. */
export const serverFailed = /^(08|53|57(?!014)|58(?!P01))/;

/** The classes of what a definition, and no value, is refused for: something is missing, is not as it should be, or others depend on it. */
export const ofDefinitions = /^(2B|42)/;
