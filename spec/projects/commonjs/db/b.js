const d = require('drizzle-orm/pg-core');
const a = require('./a.js');
Object.defineProperty(exports, '__esModule', { value: true });
exports.default = d.pgTable('b', { a: d.integer().references(() => a.default.id) });
