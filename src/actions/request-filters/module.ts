import type { ActionModule } from "../kit/action-module";
import { createRequestFilterAction } from "./create-request-filter-action";
import { deleteRequestFilterAction } from "./delete-request-filter-action";
import { getDistinctProviderGroupsAction } from "./get-distinct-provider-groups-action";
import { listProvidersForFilterAction } from "./list-providers-for-filter-action";
import { listRequestFilters } from "./list-request-filters";
import { refreshRequestFiltersCache } from "./refresh-request-filters-cache";
import { updateRequestFilterAction } from "./update-request-filter-action";

export const REQUEST_FILTERS: ActionModule = {
  name: "request-filters",
  tag: "Request filters",
  description: "Changes made to requests before they are sent.",
  actions: [
    listRequestFilters,
    createRequestFilterAction,
    updateRequestFilterAction,
    deleteRequestFilterAction,
    refreshRequestFiltersCache,
    listProvidersForFilterAction,
    getDistinctProviderGroupsAction,
  ],
};
