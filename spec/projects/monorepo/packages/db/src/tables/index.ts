export * from './people';
export * from './shop/billing';
export * from './shop/invoices';
