/** SQL: a change of one partition of the sink's stock. */
export const stock = (what: string): string => `ALTER TABLE hand.stock_north ${what}`;
