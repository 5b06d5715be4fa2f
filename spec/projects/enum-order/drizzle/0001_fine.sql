ALTER TYPE "public"."mood" ADD VALUE 'fine' BEFORE 'glad';
