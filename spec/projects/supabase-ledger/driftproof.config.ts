export default { ledger: 'supabase' };
