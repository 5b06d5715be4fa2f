const a = require('./a.js');
const b = require('./b.js');
module.exports = { a: a.default, b: b.default };
