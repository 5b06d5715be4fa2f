export default { ledger: 'none' };
