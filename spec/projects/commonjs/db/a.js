const d = require('drizzle-orm/pg-core');
Object.defineProperty(exports, '__esModule', { value: true });
exports.default = d.pgTable('a', { id: d.integer().primaryKey() });
