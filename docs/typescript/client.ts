// Submits a job and reads what came of it, with types that were generated from a server's OpenAPI document:
// ../api.md#the-openapi-document says how to run it.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

const api = createClient<paths>({ baseUrl: process.argv[2] });
const spec = {
  dataset: { name: "shapes", train_limit: 100, test_limit: 50 },
  model: { layers: [{ type: "flatten" }, { type: "linear", out_features: 10 }] },
  training: { epochs: 1, batch_size: 20 },
};

async function main() {
  const validation = await api.POST("/api/v1/jobs/validate", { body: spec });
  if (!validation.data?.valid) throw new Error(JSON.stringify(validation.error ?? validation.data));
  console.log("layers", validation.data.layers.map((layer) => layer.type).join(" "), validation.data.total_parameters);

  const { data: job, response } = await api.POST("/api/v1/jobs", {
    body: spec,
    params: { header: { "Idempotency-Key": `ts-${Date.now()}` } },
  });
  if (!job) throw new Error(String(response.status));
  console.log("submitted", response.status, job.id, job.status);

  let current: components["schemas"]["Job"] = job;
  while (current.finished_at === null) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const polled = await api.GET("/api/v1/jobs/{id}", { params: { path: { id: job.id } } });
    if (polled.error) throw new Error(polled.error.detail);
    current = polled.data!;
  }
  console.log(current.status, current.result?.test_accuracy, current.progress.fraction);

  const evaluation = await api.GET("/api/v1/jobs/{id}/evaluation", { params: { path: { id: job.id } } });
  if (evaluation.error) throw new Error(evaluation.error.detail);
  const worst = evaluation.data!.mistakes![0];
  console.log("ece", evaluation.data!.calibration!.ece, "worst", worst.true.name, "->", worst.predicted.name, worst.confidence);
  const picture = await api.GET("/api/v1/jobs/{id}/evaluation/mistakes/{n}.png", {
    params: { path: { id: job.id, n: worst.n }, query: { scale: 2 } },
    parseAs: "blob",
  });
  console.log("picture", picture.response.headers.get("content-type"), picture.response.status);

  const list = await api.GET("/api/v1/jobs", { params: { query: { status: ["succeeded"], limit: 5 } } });
  console.log("listed", list.data!.data.length, list.data!.has_more);
  const missing = await api.GET("/api/v1/jobs/{id}", { params: { path: { id: "job_0" } } });
  console.log("missing", missing.response.status, missing.error!.code);
}

main().catch((error) => { console.error(error); process.exit(1); });
