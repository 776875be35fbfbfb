package io.trainyard.web.picture;

import java.util.List;
import org.springframework.stereotype.Component;

/** Draws grids one at a time: a large one takes tens of megabytes while it is drawn. */
@Component
public class GridPictures {

    /** @param images of one size, at least one */
    public synchronized byte[] png(List<Raster> images, int scale) {
        return Raster.grid(images).scaled(scale).png();
    }
}
