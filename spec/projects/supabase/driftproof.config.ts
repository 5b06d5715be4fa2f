export default { platform: 'supabase', severity: { 'migration-snapshot-missing': 'info' } };
