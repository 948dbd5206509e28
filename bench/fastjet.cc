// The peer of bench/cluster.ts: times FastJet on events that come on stdin, and prints one line of JSON.
//
//   g++ -O2 -o fastjet-peer bench/fastjet.cc $(fastjet-config --cxxflags --libs)
//   fastjet-peer ALGORITHM R SECONDS < EVENTS
//
// EVENTS, little-endian: int32 events; each: int32 particles, then px, py, pz, E of each as float64.
// {"us": microseconds of processor time an event, of the quickest round through them, "pt": [[pT of the inclusive jets, falling] an event], "version", "strategy"}
//
// With "areas" in place of SECONDS: [[area, pT of the area's four-vector] a jet above 5 GeV] an event, rho and sigma.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "fastjet/ClusterSequence.hh"
#include "fastjet/ClusterSequenceArea.hh"
#include "fastjet/tools/JetMedianBackgroundEstimator.hh"

using namespace fastjet;

/** Seconds of processor time. */
double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/** No jet below this, GeV, is listed with its area. */
const double LEAST_PT = 5;
/** Rapidities of the jets that the density is taken from. */
const double CENTRAL = 4;

template <class T> T get() {
  T value;
  if (std::fread(&value, sizeof value, 1, stdin) != 1) std::exit(2);
  return value;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const std::string name = argv[1];
  const double R = std::atof(argv[2]);
  const JetAlgorithm algorithm = name == "kt" ? kt_algorithm : name == "ca" ? cambridge_algorithm : antikt_algorithm;
  const JetDefinition definition(algorithm, R);
  std::vector<std::vector<PseudoJet>> events(get<int32_t>());
  for (auto &event : events) {
    const int n = get<int32_t>();
    for (int i = 0; i < n; i++) {
      const double px = get<double>(), py = get<double>(), pz = get<double>(), e = get<double>();
      event.emplace_back(px, py, pz, e);
    }
  }
  ClusterSequence::set_fastjet_banner_stream(nullptr);
  if (!std::strcmp(argv[3], "areas")) {
    std::printf("{\"events\":[");
    for (size_t k = 0; k < events.size(); k++) {
      const AreaDefinition area(active_area_explicit_ghosts);
      ClusterSequenceArea sequence(events[k], definition, area);
      std::printf("%s{\"jets\":[", k ? "," : "");
      bool more = false;
      for (const auto &jet : sorted_by_pt(sequence.inclusive_jets(LEAST_PT))) {
        std::printf("%s[%.17g,%.17g,%.17g]", more ? "," : "", jet.pt(), jet.area(), jet.area_4vector().pt());
        more = true;
      }
      JetMedianBackgroundEstimator background(SelectorAbsRapMax(CENTRAL) * (!SelectorNHardest(2)), definition, area);
      background.set_particles(events[k]);
      std::printf("],\"rho\":%.17g,\"sigma\":%.17g}", background.rho(), background.sigma());
    }
    std::printf("]}\n");
    return 0;
  }
  std::vector<double> times;
  const double seconds = std::atof(argv[3]);
  const double start = now();
  size_t jets = 0;
  do {
    const double began = now();
    for (const auto &event : events) {
      ClusterSequence sequence(event, definition);
      jets += sequence.jets().size();
    }
    times.push_back(1e6 * (now() - began) / events.size());
  } while (now() - start < seconds);
  std::sort(times.begin(), times.end());
  std::printf("{\"us\":%.17g,\"pt\":[", times[0]);
  std::string strategy;
  for (size_t k = 0; k < events.size(); k++) {
    ClusterSequence sequence(events[k], definition);
    strategy = sequence.strategy_string();
    std::printf("%s[", k ? "," : "");
    bool more = false;
    for (const auto &jet : sorted_by_pt(sequence.inclusive_jets())) {
      std::printf("%s%.17g", more ? "," : "", jet.pt());
      more = true;
    }
    std::printf("]");
  }
  std::printf("],\"version\":\"%s\",\"strategy\":\"%s\",\"nodes\":%zu}\n", fastjet_version_string().c_str(), strategy.c_str(), jets);
  return 0;
}
