export default { prelude: ['platform.sql'], severity: { 'migration-snapshot-missing': 'info' } };
