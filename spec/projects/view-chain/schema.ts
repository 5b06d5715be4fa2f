import * as d from 'drizzle-orm/pg-core';

export const sale = d.pgTable('sale', { at: d.date(), price: d.integer() });

/** drizzle-kit prints them in the order of their exports. */
const daily = d.pgMaterializedView('daily').as((qb) => qb.select({ at: sale.at, price: sale.price }).from(sale));
const dear = d.pgView('dear').as((qb) => qb.select({ at: daily.at }).from(daily));
export const best = d.pgMaterializedView('best').as((qb) => qb.select({ at: dear.at }).from(dear));
export { daily, dear };
