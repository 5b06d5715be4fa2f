import { pgEnum } from 'drizzle-orm/pg-core';
import { currencies } from '@shared/ids';

export const currency = pgEnum('currency', currencies);
