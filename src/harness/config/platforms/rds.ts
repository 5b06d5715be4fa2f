import type { Platform } from './platform.ts';

/**
 * Amazon RDS and Aurora: the roles that every instance has (RDS's user guide, "Understanding PostgreSQL roles and
 * permissions"), and the schemas of extensions of its own.
 */
export const rds: Platform = {
  mark: 'rdsadmin',
  roles: ['rdsadmin', 'rds_superuser', 'rds_iam', 'rds_password', 'rds_replication'],
  schemas: ['apg_plan_mgmt', 'aws_commons', 'aws_lambda', 'aws_ml', 'aws_s3', 'rds_tools'],
  objects: 'SELECT',
};
