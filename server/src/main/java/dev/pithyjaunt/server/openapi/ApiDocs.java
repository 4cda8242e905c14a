package dev.pithyjaunt.server.openapi;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves the description of the API, which a test makes of the code and holds against it: making
/// it at the start would cost every start.
@RestController
final class ApiDocs {

    private static final Resource DOCUMENT = new ClassPathResource("openapi.json", ApiDocs.class);

    @GetMapping("/v3/api-docs")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(DOCUMENT);
    }
}
