export * from '~/a';
