import type { getModelPriceHistory } from "@/actions/model-prices/get-model-price-history";
import type { getModelPricesPaginated } from "@/actions/model-prices/get-model-prices-paginated";
import type { PriceDisplay } from "@/actions/model-prices/price-display";
import type { uploadPriceTable } from "@/actions/model-prices/upload-price-table";
import type { DataOf } from "@/ui/api/action-client";

export type Price = PriceDisplay;
export type PriceData = Price["priceData"];
export type PricePage = DataOf<typeof getModelPricesPaginated>;
export type PriceVersion = DataOf<typeof getModelPriceHistory>[number];
export type ImportResult = DataOf<typeof uploadPriceTable>;
