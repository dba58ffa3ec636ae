import type { ActionModule } from "../kit/action-module";
import { deleteModelPrice } from "./delete-model-price";
import { getAvailableModelsByProviderType } from "./get-available-models-by-provider-type";
import { getModelPriceHistory } from "./get-model-price-history";
import { getModelPrices } from "./get-model-prices";
import { getModelPricesPaginated } from "./get-model-prices-paginated";
import { hasPriceTable } from "./has-price-table";
import { saveModelPrice } from "./save-model-price";
import { syncLiteLLMPrices } from "./sync-litellm-prices";
import { uploadPriceTable } from "./upload-price-table";

export const MODEL_PRICES: ActionModule = {
  name: "model-prices",
  tag: "Model prices",
  description: "What models cost, by whose word, since when.",
  actions: [
    getModelPrices,
    getModelPricesPaginated,
    getModelPriceHistory,
    getAvailableModelsByProviderType,
    hasPriceTable,
    uploadPriceTable,
    syncLiteLLMPrices,
    saveModelPrice,
    deleteModelPrice,
  ],
};
