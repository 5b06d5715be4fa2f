DROP TABLE "output_asset";
